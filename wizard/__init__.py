from . import organisation, meetings, bookkeeping, secretariat
