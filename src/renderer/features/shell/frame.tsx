import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Events } from '../../../shared/contract/contract.ts'
import { CallError, onEvent } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { watchVisibility } from '../../stores/on-screen.ts'
import { placeOf } from '../../../shared/domain/links.ts'
import { KIND_OF } from '../../../shared/domain/rooms.ts'
import { goToPlace } from '../../stores/places.ts'
import { useView } from '../../stores/view.ts'
import { takeLink } from '../../stores/window.ts'
import { Button } from '../../ui/button.tsx'
import { DifferenceDialog } from '../../ui/difference.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { InspectorPlace } from '../../ui/inspector.tsx'
import { Empty } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Banners } from './banners.tsx'
import { ExportDays } from './export-days.tsx'
import css from './frame.module.css'
import { KeyHelp } from './key-help.tsx'
import { focusRoom, useKeys } from './keys.ts'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { ROOM_COMPONENTS } from './rooms.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { WorkspaceDialogs } from './workspace-dialogs.tsx'

const open = ({ room, id, kind }: Events['app.open']): void => {
  const own = kind ?? KIND_OF[room]
  goToPlace(room, own !== null && id !== null ? { kind: own, id } : null)
}

/** The link that the window was opened with, and a sentence for those that lead nowhere. */
const useLinks = (): void => {
  const say = useSay()
  const told = useRef(say)
  told.current = say
  useEffect(() => {
    const refuse = (): void => told.current.failed(new CallError('linkUnknown', {}))
    const link = takeLink()
    const place = link === null ? null : placeOf(link)
    if (place) goToPlace(place.room, place.selected)
    else if (link !== null) refuse()
    return onEvent('app.linkRefused', refuse)
  }, [])
}

const RoomFailed = ({ onReset }: { readonly onReset: () => void }): ReactElement => {
  const { shell } = useStrings()
  return (
    <Empty
      icon={<TriangleAlert />}
      title={shell.roomFailed}
      actions={<Button onClick={onReset}>{shell.openAgain}</Button>}
    >
      {shell.roomFailedText}
    </Empty>
  )
}

/** A closed inspector took the focus with it: it goes back to the room. */
const FocusAfterInspector = (): null => {
  const selected = useView((state) => state.selected)
  const hadSelection = useRef(false)
  useEffect(() => {
    if (hadSelection.current && selected === null && document.activeElement === document.body) focusRoom()
    hadSelection.current = selected !== null
  }, [selected])
  return null
}

/** The window once there is a workspace: what is around the room stays, only the room changes. */
export const Frame = (): ReactElement => {
  const { shell, common } = useStrings()
  // Names alone: whatever else changes here draws the room anew.
  const activeId = useApp(({ state }) => activeWorkspace(state)?.id)
  const name = useApp(({ state }) => activeWorkspace(state)?.name ?? common.appName)
  const wanted = useView((state) => state.room)
  const [place, setPlace] = useState<HTMLElement | null>(null)
  // A room that was remembered but is not there (any more) leads to the first one.
  const room = ROOM_COMPONENTS.has(wanted) ? wanted : ([...ROOM_COMPONENTS.keys()][0] ?? wanted)
  const RoomComponent = ROOM_COMPONENTS.get(room)

  useKeys()
  useEffect(() => onEvent('app.open', open), [])
  useLinks()
  useEffect(watchVisibility, [])
  useEffect(() => {
    document.title = `${shell.rooms[room]} – ${name}`
  }, [shell, room, name])

  return (
    <InspectorPlace value={place}>
      <FocusAfterInspector />
      <div className={css['frame']}>
        <TopBar />
        <div className={css['below']}>
          <Rail />
          <div className={css['centre']}>
            <Banners />
            <div className={css['work']}>
              <main className={css['room']} tabIndex={-1} data-region>
                <ErrorBoundary key={`${activeId}:${room}`} fallback={RoomFailed}>
                  {RoomComponent ? <RoomComponent /> : null}
                </ErrorBoundary>
              </main>
              <div className={css['place']} ref={setPlace} data-region />
            </div>
          </div>
        </div>
        <StatusBar />
      </div>
      <Palette />
      <KeyHelp />
      <WorkspaceDialogs />
      <ExportDays />
      <SignInDialog />
      <DifferenceDialog />
    </InspectorPlace>
  )
}
