"""The audit (审核): pure judgement over readings; no clock, no disk, no network."""
