"""Lists: one row, one model, one delegate and one view for every list of the program."""
