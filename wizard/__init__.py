from . import organisation, bookkeeping
