from . import choice, form, conversation, contact_tally, activity, group
