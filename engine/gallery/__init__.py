"""Pictures that were drawn: kept, found again, given away clean. No torch."""
