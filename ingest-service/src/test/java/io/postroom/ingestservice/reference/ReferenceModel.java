package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.List;

/** The whole model: what happens goes in, the lines of what is sent and told come out. */
public final class ReferenceModel {
    private final World world;
    private final Blocked blocked = new Blocked();
    private final Post post;
    private final Shelf shelf;
    private final Desk desk;

    /** One that begins at a moment. */
    public ReferenceModel(Instant now) {
        this.world = new World(now);
        this.post = new Post(world, blocked);
        this.shelf = new Shelf(world, post, blocked);
        this.desk = new Desk(world, blocked, shelf, post);
        post.before(shelf);
    }

    /** What comes of something that happens, in the order of the alphabet. */
    public List<String> after(Input input) {
        switch (input) {
            case Input.Event(var event) -> desk.event(event);
            case Input.Pass(var time) -> {
                world.now = world.now.plus(time);
                shelf.look();
                desk.close();
                post.look();
            }
            case Input.Heard(var identity, var state, var reason, var at) ->
                post.shown(identity.getNotificationId(), state, reason, at);
            case Input.Accepted(var reference, var identity, int parts, int attempt, var at) ->
                post.accepted(reference, identity.getNotificationId(), parts, attempt);
            case Input.Reported(var reference, var identity, var state, var reason, var at) ->
                post.reported(reference, new Post.Report(state, reason, at));
            case Input.Cancelled(var ids) -> {
                post.takeBack(ids);
                shelf.takeBack(ids, StatusReason.CANCELLED_BY_PERSON);
            }
            case Input.Decided(var identity, String address, var since, var until, var releasedAt) ->
                blocked.decided(identity.getChannel() + " " + address, StatusReason.CANCELLED_BY_PERSON, since, until,
                        releasedAt);
        }
        return world.told();
    }
}
