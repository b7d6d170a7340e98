import { RotateCcw } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import type { SetActs } from './use-set.ts'

interface SetBannersProps {
  readonly set: ShownSet
  readonly acts: SetActs
}

/** Whether anything of the set waits for a person. */
export const hasBanners = ({ counts }: ShownSet): boolean => counts.conflicts + counts.rejected > 0

/** What of the set waits for a person, with what can be done about it. */
export const SetBanners = ({ set, acts }: SetBannersProps): ReactElement => {
  const { sets } = useStrings()
  const { counts } = set
  return (
    <>
      {counts.conflicts > 0 ? (
        <Banner
          meaning="warn"
          actions={
            <>
              <Button size="small" busy={acts.busy === 'theirs'} onClick={() => acts.resolve('theirs')}>
                {sets.theirsAll}
              </Button>
              <Button size="small" busy={acts.busy === 'mine'} onClick={() => acts.resolve('mine')}>
                {sets.mineAll}
              </Button>
            </>
          }
        >
          {sets.conflicts(counts.conflicts)}
        </Banner>
      ) : null}
      {counts.rejected > 0 ? (
        <Banner
          meaning="bad"
          actions={
            <>
              <Button size="small" busy={acts.busy === 'dismiss'} onClick={() => acts.dismiss()}>
                {sets.dismiss(counts.rejected)}
              </Button>
              <Button
                size="small"
                icon={<RotateCcw />}
                busy={acts.busy === 'retry'}
                onClick={() => acts.begin('retry')}
              >
                {sets.retry(counts.rejected)}
              </Button>
            </>
          }
        >
          {sets.failedAll(counts.rejected, counts.confirmed > 0)}
        </Banner>
      ) : null}
    </>
  )
}
