from . import language, leave_reason, milestone, municipality
