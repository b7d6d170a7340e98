import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactElement } from 'react'
import { ROOM_COMPONENTS } from './features/shell/rooms.tsx'
import { useView } from './stores/view.ts'
import { ToastProvider } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

export const App = (): ReactElement => {
  const room = useView((state) => state.room)
  const Room = ROOM_COMPONENTS.get(room)
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastProvider>{Room ? <Room /> : null}</ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  )
}
