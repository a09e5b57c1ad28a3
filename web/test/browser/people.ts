// People at their browsers, in a real demo: each has a profile of their own.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { Demo } from "../hub/demo.ts";
import { launch, slowed } from "./chromium.ts";

/** What a page may say that nobody wants to hear. */
const quiet = /favicon/;

/** One person's browser: a profile and one page. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that the page told, and answers that were refused. */
  readonly troubles: string[] = [];
  #driver: CDPSession | undefined;

  constructor(name: string, context: BrowserContext, page: Page) {
    this.name = name;
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.troubles.push(error.message));
    page.on("console", (said) => {
      if (said.type() === "error" && !quiet.test(said.text())) this.troubles.push(said.text());
    });
  }

  /** Gives the page a built-in authenticator that knows PRF, as a laptop with a fingerprint reader has. */
  async fingerprint(): Promise<void> {
    this.#driver = await this.context.newCDPSession(this.page);
    await this.#driver.send("WebAuthn.enable");
    await this.#driver.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true,
        hasUserVerification: true, isUserVerified: true, hasPrf: true, automaticPresenceSimulation: true,
      },
    });
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** Waits until a text can be seen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: "visible", timeout: 30_000 });
  }

  async goes(screen: string): Promise<void> {
    await this.page.evaluate((hash) => (location.hash = hash), "#/" + screen);
  }

  async close(): Promise<void> {
    await this.context.close();
    assert.deepEqual(this.troubles, [], this.name + "'s page");
  }
}

/** A demo region and a browser for whoever visits it. */
export class Region {
  readonly demo: Demo;
  readonly browser: Browser;

  private constructor(demo: Demo, browser: Browser) {
    this.demo = demo;
    this.browser = browser;
  }

  /** Quiet: nobody does anything by himself. */
  static async open({ quiet = true } = {}): Promise<Region> {
    const demo = await Demo.start({ quiet });
    return new Region(demo, await launch());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.demo.remove();
  }

  /** A new profile on the page where one logs in. */
  async visitor(name: string, viewport = { width: 1280, height: 900 }): Promise<Person> {
    const context = await this.browser.newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam", viewport });
    context.setDefaultTimeout(60_000); // a busy machine may be ten times slower
    const person = new Person(name, context, await slowed(await context.newPage()));
    await person.page.goto(this.demo.address + "/");
    await person.page.getByRole("heading", { level: 1 }).waitFor();
    return person;
  }

  /** Somebody who is in, with the eight words. */
  async person(short: string, viewport?: { width: number; height: number }): Promise<Person> {
    const { name } = this.demo.person(short);
    const visitor = await this.visitor(name, viewport);
    await visitor.button(new RegExp("^Log in als " + name)).click();
    await visitor.page.getByRole("navigation").first().waitFor({ timeout: 60_000 });
    return visitor;
  }
}
