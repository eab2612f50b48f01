interface NotesMarkProps {
  size?: number;
}

/** The sign of the portal: a page with a folded corner, and a prompt on it. */
export function NotesMark(props: NotesMarkProps) {
  const { size = 32 } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden
      focusable="false"
    >
      <path
        d="M7 2h13l7 7v18a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"
        fill="#f6b93b"
      />
      <path d="M20 2l7 7h-5a2 2 0 0 1-2-2z" fill="#fde3ac" />
      <path
        d="M9.5 13.5l4 4-4 4M16 22h6.5"
        fill="none"
        stroke="#141a36"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
