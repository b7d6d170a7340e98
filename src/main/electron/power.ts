import type { PowerMonitor } from 'electron'
import type { Power } from '../ports.ts'

export const createPower = (monitor: PowerMonitor): Power => ({
  onSuspend: (run) => {
    monitor.on('suspend', run)
    return () => void monitor.off('suspend', run)
  },
  onResume: (run) => {
    monitor.on('resume', run)
    return () => void monitor.off('resume', run)
  },
})
