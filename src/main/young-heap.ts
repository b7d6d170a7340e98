import { setFlagsFromString } from 'node:v8'

/**
 * Answers of Meta pass through the main thread and are dead at once: a young heap that grows with them keeps a hundred
 * megabytes of them alive during a big sync. Done as this file is imported, so that the first import can be this: loading the
 * others would already let it grow.
 */
setFlagsFromString('--semi-space-growth-factor=1')
