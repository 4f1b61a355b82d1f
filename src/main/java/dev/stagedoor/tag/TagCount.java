package dev.stagedoor.tag;

/** On how many resources of one type a tag is (contract, section 1.14). */
public record TagCount(String tagKey, String tagValue, String resourceType, long countPerResourceType) {}
