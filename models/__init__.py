from . import organisation, phone, meetings, documentation, bookkeeping, secretariat
