from . import first_steps, phone
