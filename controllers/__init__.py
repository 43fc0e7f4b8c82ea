from . import bookkeeping, first_steps, phone
