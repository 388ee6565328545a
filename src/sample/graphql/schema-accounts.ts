/**
 * The query root, accounts, organizations and repositories of the part of GitHub's schema that the sample serves.
 * Extracted from GitHub's published schema (@octokit/graphql-schema); a test compares every type, field and argument.
 */
export const accountTypes = /* GraphQL */ `
  interface Actor {
    avatarUrl(size: Int): URI!
    login: String!
    resourcePath: URI!
    url: URI!
  }

  type Bot implements Actor & Node & UniformResourceLocatable {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    id: ID!
    login: String!
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }

  type EnterpriseUserAccount implements Actor & Node {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    id: ID!
    login: String!
    name: String
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
    user: User
  }

  type Language implements Node {
    color: String
    id: ID!
    name: String!
  }

  type LanguageConnection {
    edges: [LanguageEdge]
    nodes: [Language]
    pageInfo: PageInfo!
    totalCount: Int!
    totalSize: Int!
  }
  type LanguageEdge {
    cursor: String!
    node: Language!
    size: Int!
  }

  type Mannequin implements Actor & Node & UniformResourceLocatable {
    avatarUrl(size: Int): URI!
    claimant: User
    createdAt: DateTime!
    databaseId: Int
    email: String
    id: ID!
    login: String!
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }

  interface Node {
    id: ID!
  }

  type Organization implements Actor & Node & RepositoryOwner & UniformResourceLocatable {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    description: String
    email: String
    id: ID!
    isVerified: Boolean!
    location: String
    login: String!
    membersWithRole(after: String, before: String, first: Int, last: Int): OrganizationMemberConnection!
    name: String
    repositories(
      affiliations: [RepositoryAffiliation]
      after: String
      before: String
      first: Int
      hasIssuesEnabled: Boolean
      isArchived: Boolean
      isFork: Boolean
      isLocked: Boolean
      last: Int
      orderBy: RepositoryOrder
      ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
      privacy: RepositoryPrivacy
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(followRenames: Boolean = true, name: String!): Repository
    requiresTwoFactorAuthentication: Boolean
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
    viewerCanAdminister: Boolean!
    viewerIsAMember: Boolean!
    websiteUrl: URI
  }

  type OrganizationConnection {
    edges: [OrganizationEdge]
    nodes: [Organization]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type OrganizationEdge {
    cursor: String!
    node: Organization
  }
  type OrganizationMemberConnection {
    edges: [OrganizationMemberEdge]
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type OrganizationMemberEdge {
    cursor: String!
    hasTwoFactorEnabled: Boolean
    node: User
    role: OrganizationMemberRole
  }

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  type Query implements Node {
    id: ID!
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    organization(login: String!): Organization
    rateLimit(dryRun: Boolean = false): RateLimit
    relay: Query!
    repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
    repositoryOwner(login: String!): RepositoryOwner
    user(login: String!): User
    viewer: User!
  }

  type RateLimit {
    cost: Int!
    limit: Int!
    nodeCount: Int!
    remaining: Int!
    resetAt: DateTime!
    used: Int!
  }

  type Repository implements Node & UniformResourceLocatable {
    archivedAt: DateTime
    createdAt: DateTime!
    databaseId: Int
    defaultBranchRef: Ref
    description: String
    diskUsage: Int
    forkCount: Int!
    hasDiscussionsEnabled: Boolean!
    hasIssuesEnabled: Boolean!
    hasProjectsEnabled: Boolean!
    hasWikiEnabled: Boolean!
    homepageUrl: URI
    id: ID!
    isArchived: Boolean!
    isDisabled: Boolean!
    isEmpty: Boolean!
    isFork: Boolean!
    isInOrganization: Boolean!
    isLocked: Boolean!
    isMirror: Boolean!
    isPrivate: Boolean!
    isTemplate: Boolean!
    languages(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: LanguageOrder
    ): LanguageConnection
    lockReason: RepositoryLockReason
    mirrorUrl: URI
    name: String!
    nameWithOwner: String!
    owner: RepositoryOwner!
    parent: Repository
    primaryLanguage: Language
    pullRequest(number: Int!): PullRequest
    pullRequests(
      after: String
      baseRefName: String
      before: String
      first: Int
      headRefName: String
      labels: [String!]
      last: Int
      orderBy: IssueOrder
      states: [PullRequestState!]
    ): PullRequestConnection!
    pushedAt: DateTime
    resourcePath: URI!
    sshUrl: GitSSHRemote!
    stargazerCount: Int!
    updatedAt: DateTime!
    url: URI!
    viewerCanAdminister: Boolean!
    viewerPermission: RepositoryPermission
    visibility: RepositoryVisibility!
  }

  type RepositoryConnection {
    edges: [RepositoryEdge]
    nodes: [Repository]
    pageInfo: PageInfo!
    totalCount: Int!
    totalDiskUsage: Int!
  }
  type RepositoryEdge {
    cursor: String!
    node: Repository
  }

  interface RepositoryOwner {
    avatarUrl(size: Int): URI!
    id: ID!
    login: String!
    repositories(
      affiliations: [RepositoryAffiliation]
      after: String
      before: String
      first: Int
      hasIssuesEnabled: Boolean
      isArchived: Boolean
      isFork: Boolean
      isLocked: Boolean
      last: Int
      orderBy: RepositoryOrder
      ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
      privacy: RepositoryPrivacy
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(followRenames: Boolean = true, name: String!): Repository
    resourcePath: URI!
    url: URI!
  }

  interface UniformResourceLocatable {
    resourcePath: URI!
    url: URI!
  }

  type User implements Actor & Node & RepositoryOwner & UniformResourceLocatable {
    avatarUrl(size: Int): URI!
    bio: String
    company: String
    createdAt: DateTime!
    databaseId: Int
    email: String!
    id: ID!
    isEmployee: Boolean!
    isHireable: Boolean!
    isSiteAdmin: Boolean!
    isViewer: Boolean!
    location: String
    login: String!
    name: String
    organization(login: String!): Organization
    organizations(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: OrganizationOrder = null
    ): OrganizationConnection!
    repositories(
      affiliations: [RepositoryAffiliation]
      after: String
      before: String
      first: Int
      hasIssuesEnabled: Boolean
      isArchived: Boolean
      isFork: Boolean
      isLocked: Boolean
      last: Int
      orderBy: RepositoryOrder
      ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
      privacy: RepositoryPrivacy
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(followRenames: Boolean = true, name: String!): Repository
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
    viewerIsFollowing: Boolean!
    websiteUrl: URI
  }

  type UserConnection {
    edges: [UserEdge]
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type UserEdge {
    cursor: String!
    node: User
  }
`;
