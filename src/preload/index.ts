import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../shared/contract/channels.ts'

// Two functions that never grow; what may be asked is decided on the main side.
contextBridge.exposeInMainWorld('buydesk', {
  invoke: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on: (listener: (name: unknown, detail: unknown) => void): (() => void) => {
    const heard = (_event: IpcRendererEvent, name: unknown, detail: unknown): void => listener(name, detail)
    ipcRenderer.on(EVENT_CHANNEL, heard)
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, heard)
  },
})
