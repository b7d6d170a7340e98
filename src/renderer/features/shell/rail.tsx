import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { useStatus } from '../../stores/queries.ts'
import type { Room } from '../../../shared/domain/rooms.ts'
import { useView } from '../../stores/view.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { MODIFIER } from '../../ui/modifier.ts'
import { useNarrow } from './narrow.ts'
import css from './rail.module.css'
import { PLACES, ROOM_COMPONENTS } from './rooms.tsx'

const FOOT: readonly Room[] = ['accounts', 'health', 'settings']

export const Rail = (): ReactElement => {
  const { shell } = useStrings()
  // No more than what is drawn: days that are chosen change nothing here.
  const room = useView((state) => state.room)
  const railCollapsed = useView((state) => state.railCollapsed)
  const { go, setRailCollapsed } = useView.getState()
  const isNarrow = useNarrow()
  const collapsed = isNarrow || railCollapsed
  const status = useStatus().value
  const alerts = status ? status.openAlerts.bad + status.openAlerts.warn + status.openAlerts.info : 0
  const counts: Partial<
    Record<Room, { readonly count: number; readonly says: string; readonly meaning: 'bad' | 'warn' | 'info' }>
  > = {
    alerts: {
      count: alerts,
      says: shell.openAlerts(alerts),
      meaning: status?.openAlerts.bad ? 'bad' : status?.openAlerts.warn ? 'warn' : 'info',
    },
    suggestions: {
      count: status?.openSuggestions ?? 0,
      says: shell.openSuggestions(status?.openSuggestions ?? 0),
      meaning: 'info',
    },
    edits: {
      count: status?.unsettledEdits ?? 0,
      says: shell.unsettledEdits(status?.unsettledEdits ?? 0),
      meaning: 'warn',
    },
    timeline: {
      count: status?.silentChanges ?? 0,
      says: shell.silentChanges(status?.silentChanges ?? 0),
      meaning: 'warn',
    },
  }

  const item = (id: Room): ReactElement => {
    const { icon: Icon, key } = PLACES[id]
    const badge = counts[id]
    const name = shell.rooms[id]
    const button = (
      <button
        type="button"
        className={cx(css['item'], id === room && css['here'])}
        aria-current={id === room ? 'page' : undefined}
        aria-label={collapsed ? (badge?.count ? `${name}, ${badge.says}` : name) : undefined}
        onClick={() => go(id)}
      >
        <Icon size={17} strokeWidth={1.75} aria-hidden />
        {collapsed ? null : <span className={css['name']}>{name}</span>}
        {badge?.count ? (
          <span className={cx(css['count'], css[badge.meaning])} title={badge.says}>
            {collapsed ? null : badge.count}
          </span>
        ) : null}
      </button>
    )
    return (
      <li key={id}>
        <Tooltip side="right" content={collapsed ? name : shell.keysGoTo(name)} keys={`G ${key}`}>
          {button}
        </Tooltip>
      </li>
    )
  }

  const rooms = [...ROOM_COMPONENTS.keys()]
  return (
    <nav className={cx(css['rail'], collapsed && css['collapsed'])} aria-label={shell.navigation} data-region>
      <ul className={css['list']}>{rooms.filter((id) => !FOOT.includes(id)).map(item)}</ul>
      <ul className={css['list']}>{rooms.filter((id) => FOOT.includes(id)).map(item)}</ul>
      {isNarrow ? null : (
        <div className={css['foot']}>
          <IconButton
            label={collapsed ? shell.expandRail : shell.collapseRail}
            keys={`${MODIFIER} B`}
            icon={collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
            onClick={() => setRailCollapsed(!collapsed)}
          />
        </div>
      )}
    </nav>
  )
}
