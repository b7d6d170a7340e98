import { linkTo } from '../../shared/domain/links.ts'
import { useView } from '../stores/view.ts'
import { copyText } from './copy-text.ts'

/** A link to what is selected, or to the room; answers whether it lies on the clipboard now. */
export const copyLink = (): boolean => {
  const { room, selected } = useView.getState()
  return copyText(linkTo(room, selected))
}
