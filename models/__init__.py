from . import organisation, phone, meetings, bookkeeping, secretariat
