import type { components } from "@octokit/openapi-types";
import { writeTime } from "../graphql/execute.ts";
import type { Repository } from "../world/model.ts";
import { nodeIdOfRepository } from "../world/node-ids.ts";
import { fullNameOf } from "../world/model.ts";
import { shapeUser, type ShapeContext } from "./account-shapes.ts";

type Schemas = components["schemas"];

const repositoryLinks: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

/** GitHub's `repository`, which has all of `minimal-repository` too. */
export function shapeRepository(context: ShapeContext, repository: Repository): Schemas["repository"] {
  const fullName = fullNameOf(repository);
  const url = `${context.apiUrl}/repos/${fullName}`;
  const links = Object.fromEntries(Object.entries(repositoryLinks).map(([name, path]) => [name, url + path]));
  const canPush = !repository.isArchived;
  const shape = {
    id: repository.databaseId,
    node_id: nodeIdOfRepository(repository),
    name: repository.name,
    full_name: fullName,
    owner: shapeUser(context, repository.owner),
    private: repository.visibility !== "PUBLIC",
    html_url: `${context.webUrl}/${fullName}`,
    description: repository.description,
    fork: repository.isFork,
    url,
    ...links,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${context.webUrl}/${fullName}.git`,
    svn_url: `${context.webUrl}/${fullName}`,
    mirror_url: null,
    homepage: repository.homepageUrl,
    language: repository.language,
    license: null,
    forks: repository.forkCount,
    forks_count: repository.forkCount,
    stargazers_count: repository.stargazerCount,
    watchers_count: repository.stargazerCount,
    watchers: repository.stargazerCount,
    size: repository.diskUsage,
    default_branch: "main",
    open_issues: 0,
    open_issues_count: 0,
    is_template: repository.isTemplate,
    topics: [],
    has_issues: !repository.isFork,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    has_pull_requests: repository.hasPullRequests,
    archived: repository.isArchived,
    disabled: repository.isDisabled,
    visibility: repository.visibility.toLowerCase(),
    pushed_at: repository.pushedAt === null ? null : writeTime(repository.pushedAt),
    created_at: writeTime(repository.createdAt),
    updated_at: writeTime(repository.updatedAt),
    permissions: { admin: false, maintain: false, push: canPush, triage: canPush, pull: true },
    allow_forking: true,
    web_commit_signoff_required: false,
  };
  // The link fields were made from a table, so their names are not in the type of the object above.
  return shape as typeof shape & Schemas["repository"];
}

/** The single repository, with what only `GET /repos/{owner}/{repo}` tells. */
export function shapeFullRepository(
  context: ShapeContext,
  repository: Repository,
): Schemas["full-repository"] {
  const { parent } = repository;
  const shape = shapeRepository(context, repository);
  return {
    ...shape,
    has_discussions: false,
    pushed_at: shape.pushed_at ?? writeTime(repository.createdAt),
    created_at: writeTime(repository.createdAt),
    updated_at: writeTime(repository.updatedAt),
    subscribers_count: repository.stargazerCount,
    network_count: repository.forkCount,
    ...(parent === null
      ? {}
      : { parent: shapeRepository(context, parent), source: shapeRepository(context, parent) }),
  };
}
