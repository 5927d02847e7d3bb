"""Released documents on their way: to whom, in which parcel, and what became of each attempt."""
