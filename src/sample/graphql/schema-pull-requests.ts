/**
 * Pull requests, reviews and what hangs on them, of the part of GitHub's schema that the sample serves.
 * Extracted from GitHub's published schema (@octokit/graphql-schema); a test compares every type, field and argument.
 */
export const pullRequestTypes = /* GraphQL */ `
  type Commit implements GitObject & Node {
    abbreviatedOid: String!
    additions: Int!
    author: GitActor
    authoredDate: DateTime!
    committedDate: DateTime!
    deletions: Int!
    id: ID!
    message: String!
    messageHeadline: String!
    oid: GitObjectID!
    url: URI!
  }

  type GitActor {
    date: GitTimestamp
    email: String
    name: String
    user: User
  }

  interface GitObject {
    id: ID!
    oid: GitObjectID!
  }

  type IssueComment implements Node {
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    body: String!
    createdAt: DateTime!
    databaseId: Int
    fullDatabaseId: BigInt
    id: ID!
    publishedAt: DateTime
    pullRequest: PullRequest
    repository: Repository!
    updatedAt: DateTime!
    url: URI!
  }

  type IssueCommentConnection {
    edges: [IssueCommentEdge]
    nodes: [IssueComment]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type IssueCommentEdge {
    cursor: String!
    node: IssueComment
  }

  type Label implements Node {
    color: String!
    createdAt: DateTime
    description: String
    id: ID!
    isDefault: Boolean!
    name: String!
    updatedAt: DateTime
    url: URI!
  }

  type LabelConnection {
    edges: [LabelEdge]
    nodes: [Label]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type LabelEdge {
    cursor: String!
    node: Label
  }

  type PullRequest implements Node & UniformResourceLocatable {
    additions: Int!
    assignees(after: String, before: String, first: Int, last: Int): UserConnection!
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    baseRefName: String!
    baseRefOid: GitObjectID!
    baseRepository: Repository
    body: String!
    bodyText: String!
    changedFiles: Int!
    closed: Boolean!
    closedAt: DateTime
    comments(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: IssueCommentOrder
    ): IssueCommentConnection!
    commits(after: String, before: String, first: Int, last: Int): PullRequestCommitConnection!
    createdAt: DateTime!
    databaseId: Int
      @deprecated(
        reason: "\`databaseId\` will be removed because it does not support 64-bit signed integer identifiers. Use \`fullDatabaseId\` instead. Removal on 2024-07-01 UTC."
      )
    deletions: Int!
    files(after: String, before: String, first: Int, last: Int): PullRequestChangedFileConnection
    fullDatabaseId: BigInt
    headRefName: String!
    headRefOid: GitObjectID!
    headRepository: Repository
    headRepositoryOwner: RepositoryOwner
    id: ID!
    isCrossRepository: Boolean!
    isDraft: Boolean!
    isInMergeQueue: Boolean!
    labels(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: LabelOrder = { direction: ASC, field: CREATED_AT }
    ): LabelConnection
    lastEditedAt: DateTime
    latestReviews(after: String, before: String, first: Int, last: Int): PullRequestReviewConnection
    locked: Boolean!
    maintainerCanModify: Boolean!
    mergeCommit: Commit
    mergeable: MergeableState!
    merged: Boolean!
    mergedAt: DateTime
    mergedBy: Actor
    number: Int!
    participants(after: String, before: String, first: Int, last: Int): UserConnection!
    permalink: URI!
    publishedAt: DateTime
    repository: Repository!
    resourcePath: URI!
    reviewDecision: PullRequestReviewDecision
    reviewRequests(after: String, before: String, first: Int, last: Int): ReviewRequestConnection
    reviewThreads(after: String, before: String, first: Int, last: Int): PullRequestReviewThreadConnection!
    reviews(
      after: String
      author: String
      before: String
      first: Int
      last: Int
      states: [PullRequestReviewState!]
    ): PullRequestReviewConnection
    state: PullRequestState!
    title: String!
    titleHTML: HTML!
    totalCommentsCount: Int
    updatedAt: DateTime!
    url: URI!
    viewerDidAuthor: Boolean!
  }

  type PullRequestChangedFile {
    additions: Int!
    changeType: PatchStatus!
    deletions: Int!
    path: String!
  }

  type PullRequestChangedFileConnection {
    edges: [PullRequestChangedFileEdge]
    nodes: [PullRequestChangedFile]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestChangedFileEdge {
    cursor: String!
    node: PullRequestChangedFile
  }

  type PullRequestCommit implements Node {
    commit: Commit!
    id: ID!
    pullRequest: PullRequest!
    url: URI!
  }

  type PullRequestCommitConnection {
    edges: [PullRequestCommitEdge]
    nodes: [PullRequestCommit]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestCommitEdge {
    cursor: String!
    node: PullRequestCommit
  }
  type PullRequestConnection {
    edges: [PullRequestEdge]
    nodes: [PullRequest]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestEdge {
    cursor: String!
    node: PullRequest
  }

  type PullRequestReview implements Node {
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    body: String!
    bodyText: String!
    comments(after: String, before: String, first: Int, last: Int): PullRequestReviewCommentConnection!
    commit: Commit
    createdAt: DateTime!
    databaseId: Int
      @deprecated(
        reason: "\`databaseId\` will be removed because it does not support 64-bit signed integer identifiers. Use \`fullDatabaseId\` instead. Removal on 2024-07-01 UTC."
      )
    fullDatabaseId: BigInt
    id: ID!
    publishedAt: DateTime
    pullRequest: PullRequest!
    repository: Repository!
    resourcePath: URI!
    state: PullRequestReviewState!
    submittedAt: DateTime
    updatedAt: DateTime!
    url: URI!
    viewerDidAuthor: Boolean!
  }

  type PullRequestReviewComment implements Node {
    author: Actor
    authorAssociation: CommentAuthorAssociation!
    body: String!
    createdAt: DateTime!
    databaseId: Int
      @deprecated(
        reason: "\`databaseId\` will be removed because it does not support 64-bit signed integer identifiers. Use \`fullDatabaseId\` instead. Removal on 2024-07-01 UTC."
      )
    fullDatabaseId: BigInt
    id: ID!
    path: String!
    publishedAt: DateTime
    pullRequest: PullRequest!
    updatedAt: DateTime!
    url: URI!
  }

  type PullRequestReviewCommentConnection {
    edges: [PullRequestReviewCommentEdge]
    nodes: [PullRequestReviewComment]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestReviewCommentEdge {
    cursor: String!
    node: PullRequestReviewComment
  }
  type PullRequestReviewConnection {
    edges: [PullRequestReviewEdge]
    nodes: [PullRequestReview]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestReviewEdge {
    cursor: String!
    node: PullRequestReview
  }

  type PullRequestReviewThread implements Node {
    comments(
      after: String
      before: String
      first: Int
      last: Int
      skip: Int
    ): PullRequestReviewCommentConnection!
    id: ID!
    isCollapsed: Boolean!
    isOutdated: Boolean!
    isResolved: Boolean!
    path: String!
    pullRequest: PullRequest!
    resolvedBy: User
  }

  type PullRequestReviewThreadConnection {
    edges: [PullRequestReviewThreadEdge]
    nodes: [PullRequestReviewThread]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestReviewThreadEdge {
    cursor: String!
    node: PullRequestReviewThread
  }

  type Ref implements Node {
    id: ID!
    name: String!
    prefix: String!
    target: GitObject
  }

  union RequestedReviewer = Bot | Mannequin | User

  type ReviewRequest implements Node {
    asCodeOwner: Boolean!
    databaseId: Int
    id: ID!
    pullRequest: PullRequest!
    requestedReviewer: RequestedReviewer
  }

  type ReviewRequestConnection {
    edges: [ReviewRequestEdge]
    nodes: [ReviewRequest]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type ReviewRequestEdge {
    cursor: String!
    node: ReviewRequest
  }
`;
