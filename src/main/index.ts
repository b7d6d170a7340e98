import { createApp } from './app.ts'
import { runCommandLine } from './command-line.ts'
import { runElectron } from './electron/run.ts'
import { keepYoungHeapSmall } from './young-heap.ts'

keepYoungHeapSmall()

// The core knows nothing of Electron; here the two meet.
void runElectron(createApp, runCommandLine)
