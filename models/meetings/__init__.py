from . import calendar_event, calendar_attendee, volunteer
