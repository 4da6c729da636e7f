package io.postroom.content.template;

import io.postroom.content.Place;

/**
 * A placeholder of a template.
 *
 * @param name as it is first spelt
 * @param place where it first stands in the template's file
 */
public record Placeholder(String name, Place place) {}
