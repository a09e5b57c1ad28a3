/** Two lock gates that meet in a shallow V, and the name. */
export function Logo() {
  return (
    <span class="logo">
      <svg viewBox="0 0 32 32" width="28" height="28" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true">
        <path d="M4 4v24M28 4v24" stroke-linecap="round" />
        <path d="M4 8l12 6 12-6M4 18l12 6 12-6" stroke-linejoin="round" />
      </svg>
      <span>sluis</span>
    </span>
  );
}
