import { Notification } from 'electron'
import type { Notice } from '../ports.ts'

/** A notification is dropped by the garbage collector, and its click with it, unless somebody holds it. */
export const createNotify = (icon: string) => {
  const held = new Set<Notification>()
  return ({ title, body, onClick }: Notice): void => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body, icon })
    const drop = (): void => void held.delete(notification)
    held.add(notification)
    notification.on('click', () => {
      drop()
      onClick()
    })
    notification.on('close', drop)
    notification.on('failed', drop)
    notification.show()
  }
}
