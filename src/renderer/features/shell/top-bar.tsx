import { Search } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Period } from '../../../shared/domain/periods.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { setPeriod } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useView } from '../../stores/view.ts'
import { Segments } from '../../ui/segments.tsx'
import { AccountsInView } from './accounts-in-view.tsx'
import { MODIFIER } from './keys.ts'
import css from './top-bar.module.css'
import { WorkspaceMenu } from './workspace-menu.tsx'

/** In sight; the others are in the list beside them. */
const QUICK = ['today', 'yesterday', 'last7d', 'last30d'] as const satisfies readonly Period[]

export const TopBar = (): ReactElement => {
  const { shell, common } = useStrings()
  const period = useView((state) => state.period)
  return (
    <header className={css['bar']} data-region>
      <WorkspaceMenu />
      <div className={css['middle']}>
        <AccountsInView />
        <Segments
          label={shell.period}
          value={QUICK.find((each) => each === period) ?? ''}
          options={QUICK.map((value) => ({ value, label: common.periods[value] }))}
          onChange={(value) => value !== '' && setPeriod(value)}
        />
      </div>
      <button
        type="button"
        className={css['search']}
        title={shell.palette}
        aria-keyshortcuts={`${MODIFIER === '⌘' ? 'Meta' : 'Control'}+K`}
        onClick={() => useDialogs.getState().show({ kind: 'palette' })}
      >
        <Search size={14} aria-hidden />
        <span className={css['searchText']}>{shell.search}</span>
        <kbd>{MODIFIER} K</kbd>
      </button>
    </header>
  )
}
