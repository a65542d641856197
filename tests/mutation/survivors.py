"""Changes that nothing can find, and why: (file, line as it is) to a reason. Whoever adds one has looked for a test first."""
SURVIVORS = {
    ("statemachine/driver.cpp", "machine_.reset();"):
        "the same function makes a new machine some lines below; this one only goes earlier",
    ("statemachine/driver.cpp", "stuck_ = false;"):
        "it is true only after an event without a row, and a test shows that there is none",
    ("statemachine/machine/machine.cpp", "compiled_->machine.start();"):
        "it enters the state Waking, which does nothing when it is entered",
    ("statemachine/backup/owned_set.cpp", "from = n;"):
        "the owned set has no pattern with anything behind its star, and then all that follows matches",
}
