import { checkStories } from "./stories.ts";

checkStories(1);
