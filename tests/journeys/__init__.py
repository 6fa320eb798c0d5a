"""Stories in office words, from the phone call to the posted letter."""
