/**
 * The scalars, enumerations and inputs of the part of GitHub's GraphQL schema that the sample serves.
 * Extracted from GitHub's published schema (@octokit/graphql-schema); a test compares every type, field and argument.
 */
export const inputTypes = /* GraphQL */ `
  scalar BigInt
  enum CommentAuthorAssociation {
    COLLABORATOR
    CONTRIBUTOR
    FIRST_TIMER
    FIRST_TIME_CONTRIBUTOR
    MANNEQUIN
    MEMBER
    NONE
    OWNER
  }
  scalar DateTime
  scalar GitObjectID
  scalar GitSSHRemote
  scalar GitTimestamp
  scalar HTML

  input IssueCommentOrder {
    direction: OrderDirection!
    field: IssueCommentOrderField!
  }

  enum IssueCommentOrderField {
    UPDATED_AT
  }

  input IssueOrder {
    direction: OrderDirection!
    field: IssueOrderField!
  }

  enum IssueOrderField {
    COMMENTS
    CREATED_AT
    UPDATED_AT
  }

  input LabelOrder {
    direction: OrderDirection!
    field: LabelOrderField!
  }

  enum LabelOrderField {
    CREATED_AT
    NAME
  }

  input LanguageOrder {
    direction: OrderDirection!
    field: LanguageOrderField!
  }

  enum LanguageOrderField {
    SIZE
  }
  enum MergeableState {
    CONFLICTING
    MERGEABLE
    UNKNOWN
  }
  enum OrderDirection {
    ASC
    DESC
  }
  enum OrganizationMemberRole {
    ADMIN
    MEMBER
  }

  input OrganizationOrder {
    direction: OrderDirection!
    field: OrganizationOrderField!
  }

  enum OrganizationOrderField {
    CREATED_AT
    LOGIN
  }
  enum PatchStatus {
    ADDED
    CHANGED
    COPIED
    DELETED
    MODIFIED
    RENAMED
  }
  enum PullRequestReviewDecision {
    APPROVED
    CHANGES_REQUESTED
    REVIEW_REQUIRED
  }
  enum PullRequestReviewState {
    APPROVED
    CHANGES_REQUESTED
    COMMENTED
    DISMISSED
    PENDING
  }
  enum PullRequestState {
    CLOSED
    MERGED
    OPEN
  }
  enum RepositoryAffiliation {
    COLLABORATOR
    ORGANIZATION_MEMBER
    OWNER
  }
  enum RepositoryLockReason {
    BILLING
    MIGRATING
    MOVING
    RENAME
    TRADE_RESTRICTION
    TRANSFERRING_OWNERSHIP
  }

  input RepositoryOrder {
    direction: OrderDirection!
    field: RepositoryOrderField!
  }

  enum RepositoryOrderField {
    CREATED_AT
    NAME
    PUSHED_AT
    STARGAZERS
    UPDATED_AT
  }
  enum RepositoryPermission {
    ADMIN
    MAINTAIN
    READ
    TRIAGE
    WRITE
  }
  enum RepositoryPrivacy {
    PRIVATE
    PUBLIC
  }
  enum RepositoryVisibility {
    INTERNAL
    PRIVATE
    PUBLIC
  }
  scalar URI
`;
