"""What happens by the clock: reminders and weekly summaries. DBOS says when, once for all processes; the store makes it once for all time."""
