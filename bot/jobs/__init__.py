"""What happens by the clock: reminders. DBOS says when, once for all processes; the store makes it once for all time."""
