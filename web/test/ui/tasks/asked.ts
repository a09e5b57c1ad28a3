import type { Page } from "playwright-core";

interface Asked {
  name: string;
  args: unknown[];
}

/** asked are the calls of that name that the page has made to the worker of its story. */
export const asked = (page: Page, name: string): Promise<Asked[]> =>
  page.evaluate((name) => {
    const { story } = globalThis as unknown as { story: { stand: { asked: Asked[] } } };
    return story.stand.asked.filter((a) => a.name === name);
  }, name);
