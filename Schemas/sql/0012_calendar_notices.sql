-- Next year's days are written when their notice is out, and a later notice may correct days that are still to come.

GRANT UPDATE (working, kind, name, source) ON calendar_day TO lianshen_service;
