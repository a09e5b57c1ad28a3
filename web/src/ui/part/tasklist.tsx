// A list of tasks in any order, each with its state in words.

import type { ComponentChildren } from "preact";
import { useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { Chip } from "./chip.tsx";

export type TaskState = "open" | "busy" | "done" | "waits";

export interface Task {
  id: string;
  title: string;
  hint?: string;
  state: TaskState;
  /** Opens it; without, the task is only shown. */
  onOpen?: () => void;
  /** What stands open below its title. */
  body?: ComponentChildren;
}

export function TaskList({ tasks, label }: { tasks: readonly Task[]; label: string }) {
  const text = useText().parts;
  const done = tasks.filter((t) => t.state === "done").length;
  const tone = { open: "actie", busy: "let-op", done: "goed", waits: "let-op" } as const;
  return (
    <div class="stack stack--tight">
      <p class="meta">{text.taskCount(done, tasks.length)}</p>
      <ol role="list" class="tasks" aria-label={label}>
        {tasks.map((task, i) => (
          <li key={task.id} class="task">
            <div class="task__line">
              <span class={`task__number task__number--${task.state}`} aria-hidden="true">
                {task.state === "done" ? <Icon name="check" /> : i + 1}
              </span>
              <div class="task__text">
                {task.onOpen ? (
                  <button type="button" class="link link--alone link--button" onClick={task.onOpen}>
                    {task.title}
                  </button>
                ) : (
                  <span class="task__title">{task.title}</span>
                )}
                {task.hint && <span class="meta">{task.hint}</span>}
              </div>
              <Chip tone={tone[task.state]}>{text.task[task.state]}</Chip>
            </div>
            {task.body && <div class="task__body">{task.body}</div>}
          </li>
        ))}
      </ol>
    </div>
  );
}
