// The first of all, before anything grows.
import './young-heap.ts'
import { createApp } from './app.ts'
import { runCommandLine } from './command-line.ts'
import { runElectron } from './electron/run.ts'

// The core knows nothing of Electron; here the two meet.
void runElectron(createApp, runCommandLine)
