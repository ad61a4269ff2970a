"""Official letters from data passed in: number, classification, template, hash. It never knows what a letter is about."""
