from . import organisation, meetings, bookkeeping
