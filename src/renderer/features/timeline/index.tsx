import type { ReactElement } from 'react'
import { useStatus } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Room } from '../../ui/room.tsx'
import { TabList, TabPanel, TabsRoot } from '../../ui/tabs.tsx'
import { TIMELINE_ROOM } from '../../ui/timeline-words.ts'
import { History } from './history.tsx'
import { Silent } from './silent.tsx'

const PARTS = ['history', 'silent'] as const
type Part = (typeof PARTS)[number]

/** What happened in the accounts in view, and what of it others changed behind one's back. */
export const TimelineRoom = (): ReactElement => {
  const { silent, timeline } = useStrings()
  const format = useFormat()
  const wanted = useView((state) => state.tabs[TIMELINE_ROOM])
  const part = PARTS.find((each) => each === wanted) ?? 'history'
  const count = useStatus().value?.silentChanges ?? 0
  const labels: Readonly<Record<Part, string>> = {
    history: silent.tabAll,
    silent: count > 0 ? silent.tabNew(format.count(count)) : silent.tab,
  }
  const turn = (next: Part): void => {
    useView.getState().setTab(TIMELINE_ROOM, next)
    useView.getState().select(null)
  }
  return (
    <TabsRoot value={part} onChange={turn}>
      <Room
        title={timeline.title}
        tabs={<TabList label={silent.parts} tabs={PARTS.map((id) => ({ id, label: labels[id] }))} />}
      >
        <TabPanel id="history">
          <History />
        </TabPanel>
        <TabPanel id="silent">
          <Silent />
        </TabPanel>
      </Room>
    </TabsRoot>
  )
}
