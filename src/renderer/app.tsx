import { CSPProvider } from '@base-ui/react/csp-provider'
import { Unplug } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect } from 'react'
import { AccountsPicker } from './features/accounts/accounts-picker.tsx'
import { Setup } from './features/setup/index.tsx'
import { PrintedReport } from './features/reports/print.tsx'
import { MakingDialogs } from './features/making/index.tsx'
import { PasteTokenDialog } from './features/setup/paste-token-dialog.tsx'
import { Notices } from './features/shell/banners.tsx'
import { Frame } from './features/shell/frame.tsx'
import { activeWorkspace, refreshApp, useApp } from './stores/app.ts'
import { useDialogs } from './stores/dialogs.ts'
import { useLocale, useSentence, useStrings } from './strings/use-strings.ts'
import type { PrintedPageOf } from './printed-page.ts'
import { Button } from './ui/button.tsx'
import { Empty } from './ui/states.tsx'
import { ToastProvider } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

/** Language and theme belong to the document: screen readers and form controls follow it. */
const useDocument = (only?: 'light'): void => {
  const locale = useLocale()
  const chosen = useApp(({ state }) => state?.preferences.theme ?? 'system')
  const theme = only ?? chosen
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dataset['theme'] = theme
  }, [locale, theme])
}

const Unanswered = (): ReactElement => {
  const { shell, common } = useStrings()
  const sentence = useSentence()
  const failure = useApp((app) => app.failure)
  return (
    <Empty
      icon={<Unplug />}
      title={shell.notAnswering}
      actions={<Button onClick={() => void refreshApp()}>{common.retry}</Button>}
    >
      {failure ? sentence(failure) : null}
    </Empty>
  )
}

const Screen = (): ReactElement | null => {
  // No more than what is decided by: whatever else of the state changes, this would draw the whole window anew.
  const isKnown = useApp(({ state }) => state !== null)
  const hasFailed = useApp(({ failure }) => failure !== null)
  const activeId = useApp(({ state }) => activeWorkspace(state)?.id)
  const isSetUp = useApp(({ state }) => activeWorkspace(state)?.setup === 'done')
  const adding = useDialogs((dialogs) => dialogs.adding)
  if (!isKnown) return hasFailed ? <Unanswered /> : null
  return adding || !isSetUp ? (
    <Setup key={activeId} accounts={<AccountsPicker />} notices={<Notices />} />
  ) : (
    <>
      <Frame />
      <MakingDialogs key={activeId} />
    </>
  )
}

/** Printed on paper, which is white; the window opens this for a picture and nobody sees it. */
export const PrintedPage = ({ reportId, job }: PrintedPageOf): ReactElement => {
  useDocument('light')
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastProvider>
          <PrintedReport reportId={reportId} job={job} />
        </ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  )
}

export const App = (): ReactElement => {
  useDocument()
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastProvider>
          <Screen />
          <PasteTokenDialog />
        </ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  )
}
