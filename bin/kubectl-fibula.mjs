#!/usr/bin/env node
// What `kubectl fibula …` runs.
import './fibula.mjs';
