"""The kinds of meetings and what they have in common. Plain Python without the ORM."""

KINDS = [
    ("monthly", "Monthly meeting"),
    ("board", "Board meeting"),
    ("constituting", "Constituting board meeting"),
    ("founding_assembly", "Founding general assembly"),
    ("ordinary_assembly", "Ordinary general assembly"),
    ("extraordinary_assembly", "Extraordinary general assembly"),
    ("activity", "Activity"),
]
BOARD_KINDS = ("board", "constituting")
ASSEMBLY_KINDS = (
    "founding_assembly",
    "ordinary_assembly",
    "extraordinary_assembly",
)
# Here only what stood on the agenda that was sent out can be decided.
FORMAL_KINDS = BOARD_KINDS + ASSEMBLY_KINDS

STATES = [
    ("planned", "Planned"),
    ("called", "Invited"),
    ("held", "Held"),
    ("approved", "Minutes approved"),
    ("signed", "Minutes signed"),
    ("cancelled", "Called off"),
]
# Still to come, as far as anybody knows.
COMING_STATES = ("planned", "called")
HELD_STATES = ("held", "approved", "signed")
# What was written down stays as it is.
SEALED_STATES = ("approved", "signed")

# A monthly meeting always holds these three (the volunteer's manual, on meetings).
ELEMENTS = [
    ("fellowship", "Fellowship"),
    ("exchange", "Exchange of experience"),
    ("knowledge", "New knowledge"),
]

ITEM_KINDS = [
    ("information", "Information"),
    ("discussion", "Talk"),
    ("decision", "Decision"),
    ("election", "Election"),
    ("check_in", "Check-in"),
    ("check_out", "Check-out"),
    ("pause", "Pause"),
    ("other", "Any other business"),
]

# A Bydelsmor plans these by herself; the board calls its own meetings.
HER_KINDS = ("monthly", "activity")

ANSWERS = [("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")]
