import { Search } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { AccountsInView } from './accounts-in-view.tsx'
import { ComparePicker } from './compare-picker.tsx'
import { CONTROL, MODIFIER } from '../../ui/modifier.ts'
import { PeriodPicker } from './period-picker.tsx'
import css from './top-bar.module.css'
import { WorkspaceMenu } from './workspace-menu.tsx'

export const TopBar = (): ReactElement => {
  const { shell } = useStrings()
  return (
    <header className={css['bar']} data-region>
      <WorkspaceMenu />
      <div className={css['middle']}>
        <AccountsInView />
        <PeriodPicker />
        <ComparePicker />
      </div>
      <button
        type="button"
        className={css['search']}
        title={shell.palette}
        aria-keyshortcuts={`${CONTROL}+K`}
        onClick={() => useDialogs.getState().show({ kind: 'palette' })}
      >
        <Search size={14} aria-hidden />
        <span className={css['searchText']}>{shell.search}</span>
        <kbd>{MODIFIER} K</kbd>
      </button>
    </header>
  )
}
