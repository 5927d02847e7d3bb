"""TIM: timeliness and accessibility (时效性)."""
