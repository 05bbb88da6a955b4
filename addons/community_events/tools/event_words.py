"""How times of events are written: with the day of the week, without seconds."""

# Babel's pattern; the names of days and months are those of the reader's language.
WHEN = "EEE d MMM y, HH:mm"
DAY = "EEE d MMM, HH:mm"
