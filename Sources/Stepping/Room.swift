// Stepping
