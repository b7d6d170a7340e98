/** Onto the clipboard, within a person's key or click: the page has no right to the clipboard at other times. */
export const copyText = (text: string): boolean => {
  const put = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', put, { once: true })
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', put)
  }
}
