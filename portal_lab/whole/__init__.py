"""The whole country: sixty agencies in every variant, with every trap, through a year's phases."""
